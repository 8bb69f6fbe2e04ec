"""The page of any list of matters: view, filters, order and place in the address; files, saved views, moves for many."""
