# SPDX-License-Identifier: BSD-3-Clause
#
# Of strace's lines, what a policy has to allow: "read PATH", "write PATH",
# "run PATH", "map PATH", "connect PLACE", "socket FAMILY TYPE", "kill",
# "limit".  What was not there, or failed, counts too: it may be there
# elsewhere.  `root' stands before paths that the kernel tells.

function quoted(   parts) {
	split($0, parts, "\"")
	return parts[2]
}
/ resumed>/ { next }
/ (open|openat)\(/ {
	if (/O_DIRECTORY/ && !/O_TMPFILE/)
		print "read " quoted() "/"
	else
		print (/O_WRONLY|O_RDWR|O_CREAT/ ? "write " : "read ") quoted()
}
/ mmap\(.*<\/[^>]*>/ {
	match($0, /<\/[^>]*>/)
	print "map " substr($0, RSTART + 1 + length(root), \
		RLENGTH - 2 - length(root))
}
/ execve\(/ { print "run " quoted() }
/ connect\(.*AF_UNIX/ {
	match($0, /sun_path=@?"[^"]*"/)
	print "connect " substr($0, RSTART + 10, RLENGTH - 11)
}
/ socket\(/ {
	match($0, /socket\([^)]*\)/)
	line = substr($0, RSTART + 7, RLENGTH - 8)
	gsub(/SOCK_|AF_|\|SOCK_[A-Z]*|\|CLOEXEC|\|NONBLOCK/, "", line)
	split(line, words, ", ")
	print "socket " tolower(words[1] " " words[2]) \
		(words[1] == "NETLINK" ? " " words[3] : "")
}
/ kill\(/ && !/, 0\)/ { print "kill" }
/ prlimit64\(/ && !/NULL, \{|NULL, 0x/ { print "limit" }
