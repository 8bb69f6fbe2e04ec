"""Ground floor: time, words, parties, storage, the ledger and the engine of moves. Knows no feature and no HTTP."""
