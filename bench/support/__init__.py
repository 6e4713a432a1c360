"""What the benchmarks share: scratch databases, made-up hospitals, peers, rounds."""
