import CLinux
package import Foundation

/// Small files that only their owner may read (mode 0600).
package enum SecretFile {
    /// Why a file cannot be read or written, as a sentence that says what to do.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        fileprivate init(_ description: String) { self.description = description }
    }

    /// The content of `url`; if there is no such file, it is first made, durably and in one step.
    ///
    /// Throws ``Failure``, or what `make` throws.
    package static func readOrCreate(_ url: URL, _ make: () throws -> Data) throws -> Data {
        if !FileManager.default.fileExists(atPath: url.path) {
            try write(make(), to: url, replacing: false)
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw Failure("\(url.path) cannot be read. Check its owner and permissions.")
        }
    }

    /// Writes `data` so that the file is there in full or not at all. An existing one stays unless `replacing`.
    package static func write(_ data: Data, to url: URL, replacing: Bool = true) throws {
        let temporary = url.deletingLastPathComponent().appending(path: ".\(UUID().uuidString)").path
        do {
            let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
            defer { unlink(temporary) }
            try data.withUnsafeBytes { try file.write($0, at: 0) }
            try file.synchronize()
            if replacing {
                guard rename(temporary, url.path) == 0 else { throw FileFailure.last("rename") }
            } else if link(temporary, url.path) != 0, errno != EEXIST {
                throw FileFailure.last("link")
            }
            try OpenFile.synchronizeDirectory(url.deletingLastPathComponent().path)
        } catch let error as FileFailure {
            throw Failure(
                "\(url.path) cannot be written (\(error)). Check the directory and the room on the disk.")
        }
    }
}

/// Keeps the program's memory from being read.
package enum ProcessSecrecy {
    /// Call this first. From then on a crash leaves no core dump, no other process may read the memory, and the Swift
    /// runtime writes no crash reports (`SWIFT_BACKTRACE`), which show memory.
    ///
    /// Programs that this one starts inherit only the limit on core dumps.
    package static func begin() {
        clinux_forbid_dumps()
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }
}
