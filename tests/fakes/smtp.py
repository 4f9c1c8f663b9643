"""A mail server on loopback that takes, refuses or forgets, as it is told."""

import socketserver
import threading
from dataclasses import dataclass, field
from types import TracebackType


@dataclass
class Smtp:
    """``rcpt`` and ``data`` are its answers (RFC 5321); "" cuts the line instead of answering.

    ``data`` is the answer to the whole message, which the server has seen by then.
    """

    rcpt: str = "250 OK"
    data: str = "250 OK"
    seen: list[str] = field(default_factory=list)

    def __enter__(self) -> "Smtp":
        fake = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                fake.talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        answers = {"RCPT": self.rcpt, "DATA": "354 Go on", "QUIT": "221 Bye"}
        line.wfile.write(b"220 fake\r\n")
        while command := line.rfile.readline().decode().strip().upper()[:4]:
            answer = answers.get(command, "250 OK")
            if not answer:
                return
            line.wfile.write(f"{answer}\r\n".encode())
            if command == "DATA":
                self.seen.append(self._message(line))
                if not self.data:
                    return
                line.wfile.write(f"{self.data}\r\n".encode())

    @staticmethod
    def _message(line: socketserver.StreamRequestHandler) -> str:
        rows: list[str] = []
        while (row := line.rfile.readline().decode()) not in {".\r\n", ""}:
            rows.append(row)
        return "".join(rows)
