"""Dashboards: my page, my agreements, search, the overview of one relationship. They read all and write nothing."""
