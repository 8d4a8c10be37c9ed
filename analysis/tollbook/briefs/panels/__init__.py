"""Elements of a brief: which figures each shows, entered in the ledger, and the counts that it prints."""
