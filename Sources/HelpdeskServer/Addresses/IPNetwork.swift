/// The addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
struct IPNetwork: Hashable, Sendable {
    private let address: IPAddress
    /// Of 128, also for IPv4.
    private let prefix: Int

    /// Nil if the text is none, or if the address has bits beyond its prefix, which is nearly always a slip.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]), !text.contains("%") else { return nil }
        let offset = address.isIPv4 && !parts[0].contains(":") ? 96 : 0
        var prefix = 128
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let bits = Int(parts[1]), bits <= 128 - offset
            else { return nil }
            prefix = bits + offset
        }
        self.address = address
        self.prefix = prefix
        guard Self.masked(address, prefix) == address.bytes else { return nil }
    }

    func contains(_ other: IPAddress) -> Bool {
        Self.masked(other, prefix) == address.bytes
    }

    private static func masked(_ address: IPAddress, _ prefix: Int) -> [UInt8] {
        address.bytes.enumerated().map { index, byte in
            let bits = min(max(prefix - 8 * index, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
    }
}
