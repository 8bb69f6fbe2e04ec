"""Who is told of what the record holds, and how: inbox and letters. Reads the ledger; nobody calls it."""
