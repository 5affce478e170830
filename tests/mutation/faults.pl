#!/usr/bin/perl
# SPDX-License-Identifier: BSD-3-Clause
#
# Small faults for C sources:
#
#   faults.pl FILE...
#       lists every fault that could be put into the files, one a line,
#       between TABs: file, offset, size, line, what it is, what to put there
#   faults.pl --put FILE OFFSET SIZE TEXT
#       writes FILE with TEXT instead of SIZE bytes at OFFSET
use strict;
use warnings;

# What is looked for, what stands there instead, and a name for it.  The
# first group of the pattern is what is replaced.
my @faults = (
	[qr/ (==) /, '!=', 'comparison turned'],
	[qr/ (!=) /, '==', 'comparison turned'],
	[qr/ (<) /, '<=', 'bound moved'],
	[qr/ (<=) /, '<', 'bound moved'],
	[qr/ (>) /, '>=', 'bound moved'],
	[qr/ (>=) /, '>', 'bound moved'],
	[qr/ (&&)\s/, '||', 'and made or'],
	[qr/ (\|\|)\s/, '&&', 'or made and'],
	[qr/(!)(?=[\w(])/, '', 'not removed'],
	[qr/\bif (\()/, '(0 && ', 'check removed'],
	[qr/\breturn (true);/, 'false', 'return changed'],
	[qr/\breturn (false);/, 'true', 'return changed'],
	[qr/\breturn (HA_OK);/, 'HA_ERR_IO', 'return changed'],
	[qr/\breturn (HA_(?:ERR_\w+|END|ABSENT));/, 'HA_OK', 'return changed'],
	[qr/\breturn (0);/, '1', 'return changed'],
	[qr/\b(HA_ALLOW)\b(?!:)/, 'HA_REFUSE', 'constant changed'],
	[qr/\b(HA_REFUSE)\b(?!:)/, 'HA_ALLOW', 'constant changed'],
	[qr/\b(HA_MATCH_YES)\b(?!:)/, 'HA_MATCH_NO', 'constant changed'],
	[qr/\b(HA_MATCH_NO)\b(?!:)/, 'HA_MATCH_YES', 'constant changed'],
	[qr/\b(HA_MATCH_UNDECIDED)\b(?!:)/, 'HA_MATCH_NO', 'constant changed'],
	[qr/\b(HA_FACT_FAILED)\b(?!:)/, 'HA_FACT_UNKNOWN', 'constant changed'],
	[qr/\b(HA_FACT_PARANOID)\b(?!:)/, 'HA_FACT_KNOWN', 'constant changed'],
	[qr/( \+ 1)\b/, '', 'one less'],
	[qr/( - 1)\b/, '', 'one more'],
	[qr/^\t+([\w>.\[\]-]+ [-+|&]?= [^;\n]+);$/m, '', 'assignment removed'],
	[qr/^\t+(\w+\([^;\n]*\));$/m, '', 'call removed'],
	# Behind the last label of a switch it does nothing.
	[qr/^\t+(break);$(?!(?<=:\n\t\tbreak;)\n\t\})/m, '', 'break removed'],
);

sub contents
{
	my ($name) = @_;

	open(my $file, '<:raw', $name) or die "$name: $!\n";
	local $/;
	return scalar <$file>;
}

# Blanks as long as TEXT, its newlines kept.
sub blank
{
	my ($text) = @_;

	$text =~ s/[^\n]/ /g;
	return $text;
}

# The code in TEXT: comments, texts and directives are blank.
sub code
{
	my ($text) = @_;

	$text =~ s{(/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|^\#.*?[^\\]$)}
		{blank($1)}gmse;
	return $text;
}

if (@ARGV == 5 && $ARGV[0] eq '--put') {
	my (undef, $name, $offset, $size, $with) = @ARGV;
	my $text = contents($name);

	substr($text, $offset, $size) = $with;
	print $text;
	exit;
}
for my $name (@ARGV) {
	my $code = code(contents($name));

	for my $fault (@faults) {
		my ($pattern, $with, $what) = @$fault;

		while ($code =~ /$pattern/g) {
			my $line = 1 + (substr($code, 0, $-[1]) =~ tr/\n//);

			print join("\t", $name, $-[1], $+[1] - $-[1], $line,
				$what, $with), "\n";
		}
	}
}
