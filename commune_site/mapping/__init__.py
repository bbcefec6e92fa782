"""Maps drawn on the server as SVG from outlines that somebody uploads; nothing foreign is asked."""
