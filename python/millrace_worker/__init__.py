"""A worker that holds one model and answers a Millrace scoring server's requests over a socket."""
