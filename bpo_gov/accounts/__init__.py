"""People and their organisations: sign-in, passwords, invitations, preferences."""
