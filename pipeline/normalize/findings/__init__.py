"""What a first-person account of lip work says: pain, times, price, verdict and what went wrong."""

from pipeline.normalize.findings.account import Findings, read_findings

__all__ = ["Findings", "read_findings"]
