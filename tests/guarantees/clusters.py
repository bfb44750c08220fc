"""A Dask cluster of its own for a test: a scheduler and workers, each a process on a port of the loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.guarantees import doomed_worker

PATIENCE = 60


class DaskCluster:
    """`with DaskCluster(folder) as cluster:`; its processes end with it, whatever happens inside."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._folder = folder
        self._settings = settings
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> DaskCluster:
        self._folder.mkdir(parents=True, exist_ok=True)
        told = self._folder / "scheduler.json"
        try:
            self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", told, **self._settings)
            self.address = json.loads(self._wait_for(told))["address"]
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def add_worker(self, **settings: object) -> subprocess.Popen[bytes]:
        """Start a worker of one thread, doomed to what the settings say: see `doomed_worker`."""
        name = f"worker-{len(self.workers)}"
        words = [self.address, "--nthreads", "1", "--no-nanny", "--name", name, "--preload", doomed_worker.__file__]
        worker = self._start("worker", *words, "--local-directory", self._folder / name, **settings)
        self.workers.append(worker)
        return worker

    def wait_for_workers(self) -> None:
        """Wait until all workers that were started are known to the scheduler."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)

    def _start(self, program: str, *words: object, **settings: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{program}", "--host", "127.0.0.1", "--no-dashboard", *map(str, words)],
            env=os.environ | {name: str(value) for name, value in settings.items()},
            cwd=self._folder,  # and not where coopdb's own files lie
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._processes.append(process)
        return process

    def _wait_for(self, told: Path) -> str:
        deadline = time.monotonic() + PATIENCE
        while not (told.exists() and (text := told.read_text("utf-8")).endswith("}")):
            assert self.scheduler.poll() is None and time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.02)
        return text
