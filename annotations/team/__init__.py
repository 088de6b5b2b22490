"""Who annotates one corpus together, and who gets what of it; nothing here touches the disk."""
