public import Foundation
import NIOSSL

/// The certificate chain and the private key of a server, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    /// The server's certificate first, then those that lead to its root.
    public var certificate: URL
    public var key: URL

    public init(certificate: URL, key: URL) {
        self.certificate = certificate
        self.key = key
    }

    /// TLS 1.2 or later. Throws ``ServerFailure`` if a file cannot be read or is not what it should be.
    func configuration() throws -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate.path)
        } catch {
            throw ServerFailure("\(certificate.path) is not a certificate in PEM that can be read.")
        }
        guard !chain.isEmpty else { throw ServerFailure("\(certificate.path) holds no certificate.") }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key.path, format: .pem)
        } catch {
            throw ServerFailure("\(key.path) is not a private key in PEM that can be read.")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
