"""The callables that the lab measures. Each module lists its entries in ENTRIES."""
