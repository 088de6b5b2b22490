"""What each command does, one file each; a file is imported when its command is called."""
