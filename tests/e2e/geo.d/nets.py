# SPDX-License-Identifier: BSD-3-Clause
"""nets.py SEED FOLDER: random nets in nets, and which is asked in asked.

FOLDER/nets has lines NET, country, number of an AS between TABs, the larger
nets first: what comes later counts.  FOLDER/asked has lines ADDRESS, ASKED,
where ASKED is the address that a database knows, or "none" or "teredo".
"""
import ipaddress
import random
import sys

COUNTRIES = ["DE", "CN", "FR", "US", "AT", "BR", "JP", "ZA", "XK", "GB"]

seed, folder = int(sys.argv[1]), sys.argv[2]
dice = random.Random(seed)


def net_of(number, bits, length):
    shift = bits - length
    kind = ipaddress.IPv4Network if bits == 32 else ipaddress.IPv6Network
    return kind((number >> shift << shift, length))


def nest(net, bits, nets, depth):
    """Nets in NET, which may lie in each other."""
    nets.append(net)
    for _ in range(dice.randint(0, 3) if depth else 0):
        length = min(bits, net.prefixlen + dice.randint(1, 12))
        inner = int(net.network_address) + dice.getrandbits(bits) % net.num_addresses
        nest(net_of(inner, bits, length), bits, nets, depth - 1)


def is_taken(net):
    """Aliases of IPv4, which a writer makes or refuses to have nets in."""
    return net.version == 6 and int(net.network_address) >> 96 in (
        0x20010000, *range(0x20020000, 0x20030000))


nets = []
for _ in range(30):
    nest(net_of(dice.getrandbits(32), 32, dice.randint(6, 24)), 32, nets, 3)
    ipv6 = 0x2000 << 112 | dice.getrandbits(125)
    nest(net_of(ipv6, 128, dice.randint(16, 64)), 128, nets, 3)
nets.append(net_of(0x20010DB8 << 96, 128, 32))
nets = sorted({net for net in nets if not is_taken(net)},
              key=lambda net: (net.prefixlen, int(net.network_address)))
with open(folder + "/nets", "w") as file:
    for net in nets:
        country = dice.choice(COUNTRIES + [""])
        number = dice.choice([0, 1, 64500, dice.getrandbits(32), 4294967295])
        print(net, country, number, sep="\t", file=file)

PRIVATE = [ipaddress.ip_network(text) for text in (
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
    "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7", "fe80::/10")]


def asked_of(address):
    if any(address in net for net in PRIVATE if net.version == address.version):
        return "none"
    if address.version == 6 and address.sixtofour:
        inner = asked_of(address.sixtofour)
        return inner if inner == "none" else str(address)
    if address.version == 6 and address in ipaddress.ip_network("2001::/32"):
        return "teredo"
    return str(address)


addresses = set()
for net in nets:
    kind = type(net.network_address)
    first, last = int(net[0]), int(net[-1])
    for number in (first - 1, first, last, last + 1,
                   dice.randint(first, last), dice.randint(first, last)):
        if 0 <= number < 1 << net.max_prefixlen:
            addresses.add(kind(number))
for _ in range(100):
    ipv4 = dice.getrandbits(32)
    addresses.add(ipaddress.IPv4Address(ipv4))
    addresses.add(ipaddress.IPv6Address(0x2000 << 112 | dice.getrandbits(125)))
    for before in (0x2002 << 112 | ipv4 << 80, 0x20010000 << 96 | ipv4 << 64):
        addresses.add(ipaddress.IPv6Address(before | dice.getrandbits(16)))
for net in nets:
    if net.version == 4:
        addresses.add(ipaddress.IPv6Address(0x2002 << 112 | int(net[0]) << 80 | 1))
with open(folder + "/asked", "w") as file:
    for address in sorted(addresses, key=lambda one: (one.version, one)):
        print(address, asked_of(address), sep="\t", file=file)
