"""The audit: Great Expectations suites, one a published table, that decide whether a run may be published."""
