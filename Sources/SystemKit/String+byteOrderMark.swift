extension String {
    /// The text without the byte order mark U+FEFF that some programs put at the beginning of UTF-8.
    package var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}
