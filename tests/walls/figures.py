"""Print what the walls withstood. The topmost conftest takes it up: the process that sums up collects no test."""

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Add up the walks, wherever their processes ran."""
    walks, planted = [], []
    for report in [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]:
        properties = dict(getattr(report, "user_properties", ()))
        walks.extend([properties["walls"]] if "walls" in properties else [])
        planted.extend([properties["planted"]] if "planted" in properties else [])
    if walks:
        requests, pairs, leaks = (sum(column) for column in zip(*walks, strict=True))
        terminalreporter.write_line(
            f"walls: {pairs} pairs of pattern and role ({len(walks)} roles), {requests} requests, {leaks} leaks"
        )
    for found, of in planted:
        terminalreporter.write_line(f"walls: {found}/{of} planted leaks found")
