"""What other rooms know of the mailbox."""
