"""The processes of a worker: woken, sweeping for what nobody rang for, renewing leases, ending what stands still."""
