"""`manage.py up`: the page and the workers, kept running until one stops it."""

import http.client
import logging
import os
import signal
import socket
import sys
import time
from argparse import ArgumentTypeError
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from beatflow_site.lib import queue
from beatflow_site.supervisor import Chore, Service, stop_all
from generation.models import Job
from generation.work import leases
from generation.work.sweeping import Watchdog, sweep

LOOK_EVERY_S = 0.2
SWEEP_EVERY_S = 2.0
PRUNE_AFTER_S = 600.0
"""When this machine first looks for what nothing leads to any more: not while everything starts."""
_logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Supervises the web server and the workers of this machine."""

    help = "Serve the site and do its work, until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.API_HOST, help="where to listen (default: %(default)s)")
        parser.add_argument("--port", type=_port, default=settings.API_PORT, help="default: %(default)s")
        parser.add_argument("--no-web", action="store_true", help="only work on jobs, serve no pages")
        parser.add_argument("--workers", type=_workers, default=settings.CPU_WORKERS, help="CPU jobs at a time")

    def handle(self, *args: Any, host: str, port: int, no_web: bool, workers: int, **options: Any) -> None:
        self._web = None if no_web else (host, port)
        if not no_web:
            _refuse_a_taken_port(host, port)
        self._clusters = {"cpu": (_cluster("cpu", workers), workers)}
        if settings.DEVICE == "cuda":
            self._clusters["gpu"] = (_cluster("gpu", 1), 1)
        if needs_hosted_workers():
            self._clusters["hosted"] = (_cluster("hosted", settings.HOSTED_WORKERS), settings.HOSTED_WORKERS)
        self._services = [cluster for cluster, _ in self._clusters.values()]
        if not no_web:
            self._services.insert(0, _web(host, port))
        self._chores = [_pruning()] if settings.PRUNE_EVERY_H else []
        self._run()

    def _run(self) -> None:
        self._is_stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        leases.release_dead(is_counted=False)
        queue.forget_stale()
        try:
            self._keep_up()
        finally:
            stop_all([*self._services, *self._chores])
            leases.release_dead(is_counted=False)

    def _stop(self, *args: object) -> None:
        self._is_stopping = True

    def _keep_up(self) -> None:
        watchdogs = {name: Watchdog(name, workers) for name, (_, workers) in self._clusters.items()}
        is_announced, sweep_at = False, 0.0
        while not self._is_stopping:
            died = [service.keep_up() for service in self._services]
            if any(died) or time.monotonic() >= sweep_at:
                self._sweep(watchdogs)
                sweep_at = time.monotonic() + SWEEP_EVERY_S
            for chore in self._chores:
                chore.look()
            is_announced = is_announced or self._announce()
            time.sleep(LOOK_EVERY_S)

    def _sweep(self, watchdogs: dict[str, Watchdog]) -> None:
        close_old_connections()
        try:
            sweep()
            for name, watchdog in watchdogs.items():
                if watchdog.barks():
                    self._restart(name)
        except DatabaseError as error:
            _logger.warning("Could not look after the jobs, trying again: %s", error)

    def _restart(self, name: str) -> None:
        _logger.warning("The %s workers take up nothing; starting them anew.", name)
        stop_all([self._clusters[name][0]])
        leases.release_dead(is_counted=False)

    def _announce(self) -> bool:
        """Print where the page is, once it answers."""
        if self._web is None:
            self.stdout.write("BeatFlow's workers run — stop them with Ctrl-C.")
        elif _answers(*self._web):
            host = "localhost" if self._web[0] in ("127.0.0.1", "0.0.0.0", "::", "::1") else self._web[0]  # noqa: S104
            self.stdout.write(f"BeatFlow runs at http://{host}:{self._web[1]} — stop it with Ctrl-C.")
        else:
            return False
        self.stdout.flush()
        return True


def needs_hosted_workers() -> bool:
    """Where there is a key, and where jobs wait for engines whose key was taken away: these are told so, then."""
    has_key = settings.BEATOVEN_API_KEY or settings.ELEVENLABS_API_KEY
    return bool(has_key) or Job.objects.unfinished().filter(queue=Job.Queue.HOSTED).exists()


def _web(host: str, port: int) -> Service:
    command = [sys.executable, "-m", "uvicorn", "beatflow_site.asgi:application", "--host", host, "--port", str(port)]
    quietly = ["--log-level", "warning", "--lifespan", "off", "--timeout-graceful-shutdown", "3"]
    return Service("The web server", [*command, *quietly])


def _cluster(name: str, workers: int) -> Service:
    manage = os.path.join(settings.BASE_DIR, "manage.py")
    environment = {"Q_CLUSTER_NAME": name, "CPU_WORKERS": str(workers)}
    return Service(f"The {name} cluster", [sys.executable, manage, "qcluster"], environment)


def _pruning() -> Chore:
    command = ["nice", "-n", "19", sys.executable, os.path.join(settings.BASE_DIR, "manage.py"), "prune"]
    return Chore("Pruning", command, every_s=settings.PRUNE_EVERY_H * 3600, first_after_s=PRUNE_AFTER_S)


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _answers(host: str, port: int) -> bool:
    with closing(http.client.HTTPConnection(_reachable(host), port, timeout=2)) as connection:
        try:
            connection.request("GET", "/health")
            return bool(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            return False


def _refuse_a_taken_port(host: str, port: int) -> None:
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            hint = f"Is BeatFlow running already? Otherwise choose another port: --port {port + 1}"
            raise CommandError(f"Cannot listen at {host}:{port}: {error.strerror}. {hint}") from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError("a port is a whole number from 1 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError("choose a whole number from 1 to 64")
    return int(text)
