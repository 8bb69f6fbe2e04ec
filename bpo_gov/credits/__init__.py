"""Credits: what missed levels cost, statement by statement, claimed, applied and earned back; and how far it is to a right to terminate."""
