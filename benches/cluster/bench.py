"""Runs one simulation three ways and compares the answers byte for byte before it prints what each took."""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

PACKS = ["portugal-pending-regular", "ireland-permit-renewal", "qatar-domestic-worker-health", "eu-child-guardian",
         "bangladesh-returnee-cash", "spain-farm-permit"]
ASKED = ["--on", "2020-12-01", "--by", "sex,age_band", "--format", "json", "--pack", *PACKS]
TICKS = os.sysconf("SC_CLK_TCK")


class Service:
    """A process whose standard error is listened to."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.lines, self.more = [], threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stderr:
            with self.more:
                self.lines.append(line.strip())
                self.more.notify_all()

    def says(self, start, count=1):
        """The line that is the count-th of those that begin so."""
        def found():
            return [line for line in self.lines if line.startswith(start)][count - 1:count]
        with self.more:
            if not self.more.wait_for(found, 300):
                sys.exit(f"`{start}` was not said in time: {self.lines}")
            return found()[0]

    def counted(self):
        return sum(line.startswith("slice ") for line in self.lines)

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def call(command, meanwhile=lambda: None):
    """Standard output, seconds, CPU-seconds and peak MiB of a call."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out)
        meanwhile()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        if status:
            sys.exit(f"{command} failed")
        out.seek(0)
        return out.read(), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def show(name, wall, cpu, peak, note=""):
    print(f"{name:28} {wall:8.2f} s {cpu:10} CPU-s {peak:14} MiB  {note}")


def main(onward, people, threads):
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "onward/bench"
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / f"cluster-{people}.parquet"
    if not file.exists():
        subprocess.run([onward, "generate", "people", "--count", people, "--seed", "1", "--out", file], check=True)
    asked = [onward, "simulate", "--people", file, *ASKED]
    answer, wall, cpu, peak = call(asked)
    show("this machine", wall, f"{cpu:.2f}", f"{peak:.0f}")

    # What a killed executor leaves behind goes with this folder.
    with tempfile.TemporaryDirectory() as work:
        cluster(onward, asked, answer, threads, work)


def cluster(onward, asked, answer, threads, work):
    services = [Service(onward, "scheduler", "--port", "0")]
    try:
        address = services[0].says("scheduler ready at").split()[-1]
        for _ in range(2):
            services.append(Service(onward, "executor", "--scheduler", address, "--threads", threads, "--work-dir", work))
            services[-1].says("executor ready at")
        asked += ["--engine", f"ballista://{address}"]
        clustered(services, asked, answer)
        killed(services, asked, answer)
    finally:
        for service in services:
            service.process.kill()
            service.process.wait()


def clustered(services, asked, answer):
    before = [service.cpu() for service in services]
    there, wall, cpu, peak = call(asked)
    if there != answer:
        sys.exit("the figures of two executors are not those of this machine")
    spent = [service.cpu() - start for service, start in zip(services, before)]
    parts = "+".join(f"{part:.1f}" for part in [cpu, *spent])
    peaks = "+".join(f"{part:.0f}" for part in [peak, *(service.peak() for service in services)])
    slices = "+".join(str(service.counted()) for service in services[1:])
    show("two executors", wall, f"{cpu + sum(spent):.2f}", peaks, f"client+scheduler+executors {parts}, slices {slices}")


def killed(services, asked, answer):
    _, first, second = services
    begun, took = first.counted(), second.counted()
    at = []

    def kill():
        first.says("slice ", begun + 2)
        at.append(time.monotonic())
        first.process.kill()

    there, wall, cpu, peak = call(asked, kill)
    after = time.monotonic() - at[0]
    if there != answer:
        sys.exit("the figures after an executor was killed are not those of this machine")
    note = f"killed after {first.counted() - begun} slices, the other counted {second.counted() - took}; {after:.1f} s more"
    show("two, one killed (-9)", wall, f"{cpu:.2f}", f"{peak:.0f}", note + " (CPU, memory: client)")


if __name__ == "__main__":
    main(*sys.argv[1:])
