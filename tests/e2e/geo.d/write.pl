# SPDX-License-Identifier: BSD-3-Clause
#
# write.pl FILE LAYOUT RECORD_SIZE IP_VERSION ALIASES < NETS: the database of
# NETS, as nets.py has them, by MaxMind::DB::Writer.
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my ($file, $layout, $size, $version, $aliases) = @ARGV;
my %types = (
	asn => 'utf8_string',
	autonomous_system_number => 'uint32',
	code => 'utf8_string',
	continent => 'map',
	country => 'map',
	country_code => 'utf8_string',
	en => 'utf8_string',
	is_anycast => 'boolean',
	iso_code => 'utf8_string',
	names => 'map',
	registered_country => 'map',
	traits => 'map',
);

sub data_of {
	my ($country, $number) = @_;
	return {autonomous_system_number => $number} if $layout eq 'asn';
	return {country_code => $country, asn => "AS$number"}
		if $layout eq 'lite';
	return {registered_country => {iso_code => 'XK'}} if $country eq '';
	return {
		country => {iso_code => $country, names => {en => "N$country"}},
		continent => {code => 'EU'},
		registered_country => {iso_code => 'XK'},
		traits => {is_anycast => 1},
	};
}

my $tree = MaxMind::DB::Writer::Tree->new(
	ip_version => $version,
	record_size => $size,
	database_type => "Perl-$layout",
	languages => ['en'],
	description => {en => 'A test'},
	alias_ipv6_to_ipv4 => $aliases,
	remove_reserved_networks => 0,
	map_key_type_callback => sub { $types{$_[0]} },
);
while (<STDIN>) {
	chomp;
	my ($net, $country, $number) = split /\t/, $_, -1;
	next if $version == 4 && $net =~ /:/;
	$tree->insert_network($net, data_of($country, $number));
}
open my $out, '>:raw', $file or die "$file: $!";
$tree->write_tree($out);
close $out or die "$file: $!";
