"""Message exchange with providers: the pure codec of iWmo and iJw and the mailbox around it."""
