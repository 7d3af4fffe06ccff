import Foundation

/// Small files that only their owner may read (mode 0600).
enum SecretFile {
    /// The content of `url`; if there is no such file, it is first made, durably and in one step.
    static func readOrCreate(_ url: URL, _ make: () throws -> Data) throws -> Data {
        if !FileManager.default.fileExists(atPath: url.path) {
            try write(make(), to: url, replacing: false)
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw ServerFailure("\(url.path) cannot be read. Check its owner and permissions.")
        }
    }

    /// Writes `data` so that the file is there in full or not at all. An existing one stays unless `replacing`.
    static func write(_ data: Data, to url: URL, replacing: Bool = true) throws {
        let temporary = url.deletingLastPathComponent().appending(path: ".\(UUID().uuidString)").path
        do {
            let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
            defer { unlink(temporary) }
            try data.withUnsafeBytes { try file.write($0, at: 0) }
            try file.synchronise()
            if replacing {
                guard rename(temporary, url.path) == 0 else { throw FileFailure.last("rename") }
            } else if link(temporary, url.path) != 0, errno != EEXIST {
                throw FileFailure.last("link")
            }
            try OpenFile.synchroniseDirectory(url.deletingLastPathComponent().path)
        } catch let error as FileFailure {
            throw ServerFailure(
                "\(url.path) cannot be written (\(error)). Check the directory and the room on the disk.")
        }
    }
}
