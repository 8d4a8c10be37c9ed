"""How much is read. What is beyond a limit is told as not read, never passed over."""

#: Bytes of one file, and of one file inside another.
MEMBER = 100_000_000
#: Bytes of everything inside one file, unpacked.
WHOLE = 400_000_000
#: Members of one archive.
MEMBERS = 10_000
#: How many times its packed size a member may have.
TIMES = 200
#: Files inside files inside files.
DEPTH = 10
