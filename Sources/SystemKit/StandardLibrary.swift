extension String {
    /// The text without the byte order mark U+FEFF that some programs put at the beginning of UTF-8.
    package var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}

extension StringProtocol {
    /// The text without white space and line ends before and behind it. Foundation's `trimmingCharacters` goes by way of
    /// `NSString`, whose first use alone takes a quarter of a millisecond.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension Duration {
    /// Rounded towards zero; clamped to the range of `Int64`.
    package var wholeMilliseconds: Int64 {
        let (seconds, isTooLarge) = components.seconds.multipliedReportingOverflow(by: 1000)
        if isTooLarge { return self < .zero ? .min : .max }
        return seconds &+ components.attoseconds / 1_000_000_000_000_000
    }
}
