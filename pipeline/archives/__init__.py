"""Runs the reading of archives: partitions in processes of this machine or on a cluster, until all are finished."""
