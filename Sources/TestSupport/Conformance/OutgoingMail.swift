public import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// Files on their way to a backend, whichever way it takes them.
public struct OutgoingMail: Sendable {
    public let attachments: [NewAttachment]
    public let context: PutContext

    /// Writes the files into the folder, and uploads them where the backend wants that.
    public init(_ files: [(name: String, data: Data)], to backend: any Backend, in folder: TemporaryFolder) async throws
    {
        var attachments: [NewAttachment] = []
        var paths: [String] = []
        for (index, file) in files.enumerated() {
            let path = try folder.write(file.data, to: "file-\(index)-\(UUID().uuidString)")
            paths.append(path)
            var upload = Upload.ID.make()
            if backend.capabilities.uploads {
                upload = try await backend.createUpload(length: Int64(file.data.count))
                try await backend.sendUpload(upload, file: path, offset: 0, length: Int64(file.data.count)) { _ in }
            }
            guard let digest = SHA256Digest(of: file.data) else { continue }
            let type = file.name.hasSuffix(".txt") ? "text/plain" : "application/octet-stream"
            attachments.append(
                NewAttachment(id: .make(), upload: upload, name: file.name, mediaType: type, sha256: digest))
        }
        self.attachments = attachments
        context = PutContext(files: paths)
    }
}
