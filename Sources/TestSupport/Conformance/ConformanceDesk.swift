public import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// A running backend as the conformance suite sees it: through three accounts.
///
/// To add a kind of backend: implement `Backend`, start the real thing with two services, an agent, and a topic, and
/// give the suite one of these.
public struct ConformanceDesk: Sendable {
    /// Returns the backend for an account; each call is a new sign-in.
    public var customer: @Sendable () throws -> any Backend
    /// Of another service.
    public var stranger: @Sendable () throws -> any Backend
    public var agent: @Sendable () throws -> any Backend
    /// The customer's backend with a wrong secret.
    public var impostor: @Sendable () throws -> any Backend
    /// A topic without fields of its own.
    public var topic: Topic.ID

    public init(
        topic: Topic.ID, customer: @escaping @Sendable () throws -> any Backend,
        stranger: @escaping @Sendable () throws -> any Backend, agent: @escaping @Sendable () throws -> any Backend,
        impostor: @escaping @Sendable () throws -> any Backend
    ) {
        self.topic = topic
        self.customer = customer
        self.stranger = stranger
        self.agent = agent
        self.impostor = impostor
    }
}

/// Files to send to a backend, uploaded or within the message.
public struct OutgoingMail: Sendable {
    public let attachments: [NewAttachment]
    public let context: PutContext

    /// Writes the files into the folder, and uploads them if the backend takes uploads.
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
