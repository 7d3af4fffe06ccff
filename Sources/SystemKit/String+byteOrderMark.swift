extension String {
    /// Without the mark U+FEFF at the beginning, with which some programs begin a text in UTF-8. It is no part of what
    /// somebody wrote.
    package var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}
