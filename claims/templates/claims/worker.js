{% load static %}// Where no page can be fetched, a page that says so; everything else is the network's.
const KEPT = "factcheck-{% static 'claims/css/parts.css' %}";
const PAGE = "{% url 'offline' %}";
const NEEDED = [PAGE, "{% static 'claims/img/favicon.svg' %}", "{% static 'claims/css/tokens.css' %}", "{% static 'claims/css/base.css' %}", "{% static 'claims/css/layout.css' %}", "{% static 'claims/css/parts.css' %}", "{% static 'claims/css/screens.css' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(NEEDED)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("factcheck-") && name !== KEPT));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (request.method === "GET" && NEEDED.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
