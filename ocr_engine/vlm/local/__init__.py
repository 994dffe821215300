"""Models held in this process: their weights, batches, and what guides each token."""
