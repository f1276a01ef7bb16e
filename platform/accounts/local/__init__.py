"""Coming in with an account of this system: by password, and by a code where there is one."""
