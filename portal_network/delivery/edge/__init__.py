"""What the web server in front shows by itself when the portal is down."""
