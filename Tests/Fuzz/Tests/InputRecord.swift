import Foundation

/// The file that holds the input which a target is being fed, so that it survives a crash.
struct InputRecord {
    let path: String
    private let descriptor: Int32

    /// In `.build/fuzz-findings`; the name tells the seed.
    init(target: String, seed: UInt64) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../.build/fuzz-findings").standardizedFileURL
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(component: "\(target)-seed-\(seed)").path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func note(_ input: [UInt8]) {
        ftruncate(descriptor, 0)
        pwrite(descriptor, input, input.count, 0)
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}
