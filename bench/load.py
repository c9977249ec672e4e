"""How the application answers many readers at once: 20 connections, each asking again as soon as it is answered.

    pledgebook serve --book large.book --port 8000 --read-only
    .venv/bin/python bench/load.py http://127.0.0.1:8000 / /ledger '/ledger?stance=weighing' /pledges/ID

Prints, for each address, answers a second, the median and the 95th and 99th of 100 in milliseconds, and errors.
"""

import asyncio
import statistics
import sys
import time
from urllib.parse import urlsplit

CONNECTIONS = 20
SECONDS = 8.0


async def ask(host: str, port: int, path: str, until: float, times: list[float], errors: list[str]) -> None:
    """Ask one address over one connection until the time is over."""
    reader, writer = await asyncio.open_connection(host, port)
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n".encode()
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            int(line.split(":")[1]) for line in head.lower().splitlines() if line.startswith("content-length")
        )
        await reader.readexactly(length)
        times.append(time.perf_counter() - begun)
        if " 200 " not in head.splitlines()[0]:
            errors.append(head.splitlines()[0])
    writer.close()


async def main() -> int:
    """Ask each address in turn."""
    place = urlsplit(sys.argv[1])
    host, port = place.hostname or "127.0.0.1", place.port or 80
    failed = 0
    for path in sys.argv[2:]:
        times: list[float] = []
        errors: list[str] = []
        until = time.perf_counter() + SECONDS
        await asyncio.gather(*(ask(host, port, path, until, times, errors) for _ in range(CONNECTIONS)))
        cuts = statistics.quantiles(times, n=100)
        rate = len(times) / SECONDS
        shown = "  ".join(
            f"{name} {1000 * value:.0f} ms"
            for name, value in (("median", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98]))
        )
        print(f"{path}  {rate:.0f}/s  {shown}  errors {len(errors)}")
        failed += len(errors)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
