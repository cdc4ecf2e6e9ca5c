"""What the services of cases do, for the right person and for the wrong one."""
