public import Foundation
public import HelpdeskModels

/// What `cabdeskd serve` is told by its file.
public struct ServerConfiguration: Hashable, Sendable {
    /// The address to listen on.
    public var host: String
    /// 0 means any free port.
    public var port: Int
    public var tls: TLSFiles
    public var dataDirectory: URL
    public var desk: Desk
    public var policy = ServerPolicy()

    /// Where clients reach the desk: by the name in its certificate, at the port that it listens on; nil if the certificate
    /// names none, or cannot be read now.
    public var address: String? {
        guard let host = tls.host else { return nil }
        return "https://\(host)" + (port == 443 ? "" : ":\(port)")
    }

    public init(host: String, port: Int, tls: TLSFiles, dataDirectory: URL, desk: Desk) {
        self.host = host
        self.port = port
        self.tls = tls
        self.dataDirectory = dataDirectory
        self.desk = desk
    }
}
