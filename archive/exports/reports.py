"""JSON shapes of the verifications."""

from typing import Any

from archive.actions.verify_archive import ArchiveReport
from archive.actions.verify_log import LogReport


def log_report(report: LogReport) -> dict[str, Any]:
    return {
        "sound": report.sound,
        "size": report.size,
        "head": report.head,
        "at": report.at.isoformat() if report.at else None,
        "details_erased": report.erased,
        "first_bad": report.bad,
        "why": report.why or None,
        "checkpoints": report.checkpoints,
        "replay": [{"about": about, "decision": number, "what": what} for about, number, what in report.faults],
    }


def archive_report(report: ArchiveReport) -> dict[str, Any]:
    return {
        "sound": report.sound,
        "sources": report.sources,
        "texts": report.texts,
        "older": report.older,
        "threads": report.threads,
        "places": report.places,
        "parallels": report.parallels,
        "faults": [{"about": fault.about, "what": fault.what} for fault in report.faults],
    }
