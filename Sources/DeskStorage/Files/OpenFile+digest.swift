import HelpdeskDesk
import HelpdeskModels
import SystemKit

extension OpenFile: UploadFile {
    /// The SHA-256 of the whole file, read in pieces.
    func sha256() throws -> SHA256Digest? {
        var digest = PartialDigest()
        try digest.readRest(of: self)
        return digest.value
    }
}

extension PartialDigest {
    /// Takes in what the file has beyond. Throws ``FileFailure``.
    mutating func readRest(of file: OpenFile) throws {
        // What a processor's own cache holds is digested faster.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let length = try file.read(into: buffer, at: count)
            if length == 0 { return }
            update(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
        }
    }
}
