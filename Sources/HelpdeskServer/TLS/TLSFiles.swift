public import Foundation
import HelpdeskDesk
import Logging
import NIOCertificateReloading
import NIOSSL
import SwiftASN1
import X509

/// The certificate chain and the private key of a server, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    /// The server's certificate first, then those that lead to its root.
    public var certificate: URL
    public var key: URL

    public init(certificate: URL, key: URL) {
        self.certificate = certificate
        self.key = key
    }

    /// The first host that the certificate names, as an address of the web has it: a name, else a number (RFC 5280, section
    /// 4.2.1.6); nil if it names none, or cannot be read.
    var host: String? {
        guard let pem = try? String(contentsOf: certificate, encoding: .utf8),
            let leaf = try? Certificate(pemEncoded: pem), let names = try? leaf.extensions.subjectAlternativeNames
        else { return nil }
        let hosts = names.compactMap { name -> String? in
            guard case .dnsName(let host) = name, !host.hasPrefix("*") else { return nil }
            return host
        }
        let numbers = names.compactMap { name -> String? in
            guard case .ipAddress(let number) = name, number.bytes.count == 4 else { return nil }
            return number.bytes.map(String.init).joined(separator: ".")
        }
        return hosts.first ?? numbers.first
    }

    /// TLS 1.2 or later, with the reloader's certificate.
    ///
    /// Throws ``ServerFailure`` if a file cannot be read, is not what it should be, or the two do not belong together.
    func configuration(logger: Logger) throws -> (TLSConfiguration, TimedCertificateReloader) {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate.path)
        } catch {
            throw ServerFailure("\(certificate.path) is not a certificate in PEM that can be read.")
        }
        guard !chain.isEmpty else { throw ServerFailure("\(certificate.path) holds no certificate.") }
        do {
            _ = try NIOSSLPrivateKey(file: key.path, format: .pem)
        } catch {
            throw ServerFailure("\(key.path) is not a private key in PEM that can be read.")
        }
        do {
            let reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
                refreshInterval: .seconds(60),
                certificateSource: .init(location: .file(path: certificate.path), format: .pem),
                privateKeySource: .init(location: .file(path: key.path), format: .pem), logger: logger)
            var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
            configuration.minimumTLSVersion = .tlsv12
            return (configuration, reloader)
        } catch {
            throw ServerFailure("The key \(key.path) does not belong to the certificate \(certificate.path).")
        }
    }
}
