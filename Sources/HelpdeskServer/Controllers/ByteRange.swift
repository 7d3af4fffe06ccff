/// The Range header of a request (RFC 9110, section 14.1.2), as far as it is honoured: one range of bytes.
enum ByteRange {
    enum Choice: Hashable {
        case whole
        /// First and last byte, counted from 0.
        case part(ClosedRange<Int64>)
        /// The file has no byte of the range.
        case none
    }

    /// What to send of a file of `size` bytes. A header that is not understood, or several ranges, mean the whole.
    static func choose(_ header: String?, size: Int64) -> Choice {
        guard let header, header.lowercased().hasPrefix("bytes=") else { return .whole }
        let parts = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return .whole
        }
        switch (number(parts[0]), number(parts[1])) {
        case (nil, nil):
            return .whole
        case (nil, let count?):
            return count == 0 || size == 0 ? .none : .part(max(0, size - count)...(size - 1))
        case (let first?, let last):
            if let last, last < first { return .whole }
            return first < size ? .part(first...min(last ?? .max, size - 1)) : .none
        }
    }

    /// Nil for no digits; too many digits are the largest number.
    private static func number(_ digits: Substring) -> Int64? {
        digits.isEmpty ? nil : Int64(digits) ?? .max
    }
}
