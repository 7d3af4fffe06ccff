import HTTPTypes

/// The headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload).
extension HTTPField.Name {
    static let tusResumable = Self.known("Tus-Resumable")
    static let tusVersion = Self.known("Tus-Version")
    static let tusExtension = Self.known("Tus-Extension")
    static let tusMaxSize = Self.known("Tus-Max-Size")
    static let uploadOffset = Self.known("Upload-Offset")
    static let uploadLength = Self.known("Upload-Length")
    static let tusChecksumAlgorithm = Self.known("Tus-Checksum-Algorithm")
    static let uploadChecksum = Self.known("Upload-Checksum")
    static let uploadExpires = Self.known("Upload-Expires")
    static let uploadMetadata = Self.known("Upload-Metadata")

    private static func known(_ name: String) -> Self {
        // All names above are tokens; the standard name only satisfies the compiler.
        Self(name) ?? .expect
    }
}

extension HTTPFields {
    /// A number of bytes: digits and nothing else. Nil if there is none.
    func byteCount(_ name: HTTPField.Name) -> Int64? {
        guard let value = self[name], value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(value)
    }
}
