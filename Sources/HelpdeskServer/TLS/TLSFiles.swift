public import Foundation
import HelpdeskDesk
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

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
        guard let leaf = try? NIOSSLCertificate.fromPEMFile(certificate.path).first else { return nil }
        let names = leaf._subjectAlternativeNames().map { (type: $0.nameType, bytes: Array($0.contents)) }
        let hosts = names.filter { $0.type == .dnsName }.map { String(decoding: $0.bytes, as: UTF8.self) }
        let numbers = names.filter { $0.type == .ipAddress && $0.bytes.count == 4 }
            .map { $0.bytes.map(String.init).joined(separator: ".") }
        return hosts.first { !$0.hasPrefix("*") } ?? numbers.first
    }

    /// Throws ``ServerFailure`` if a file cannot be read, is not what it should be, or the two do not belong together.
    package func check() throws { _ = try pair() }

    /// The content of the files now.
    ///
    /// Throws ``ServerFailure`` if a file cannot be read, is not what it should be, or the two do not belong together.
    func pair() throws -> TLSPair {
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
        let pair = TLSPair(chain: chain.map { .certificate($0) }, key: .privateKey(privateKey))
        do {
            _ = try NIOSSLContext(configuration: pair.configuration)
        } catch {
            throw ServerFailure("The key \(key.path) does not belong to the certificate \(certificate.path).")
        }
        return pair
    }
}

/// A certificate chain with its private key, as they were read.
struct TLSPair: Hashable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    /// TLS 1.2 or later.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}

/// The certificate and the key that connections begin with from now on.
final class CurrentCertificate: Sendable {
    let files: TLSFiles
    private let pair: Mutex<TLSPair>

    /// Throws ``ServerFailure`` if a file cannot be read, is not what it should be, or the two do not belong together.
    init(_ files: TLSFiles) throws {
        self.files = files
        pair = Mutex(try files.pair())
    }

    /// TLS 1.2 or later; every handshake takes the pair that is current then.
    var configuration: TLSConfiguration {
        var configuration = pair.withLock { $0.configuration }
        configuration.sslContextCallback = { [self] _, promise in
            var current = NIOSSLContextConfigurationOverride()
            (current.certificateChain, current.privateKey) = pair.withLock { ($0.chain, $0.key) }
            promise.succeed(current)
        }
        return configuration
    }

    /// Whether another pair lies in the files now and was taken. Throws ``ServerFailure``; the pair in use stays then.
    func reload() throws -> Bool {
        let new = try files.pair()
        return pair.withLock { pair in
            guard pair != new else { return false }
            pair = new
            return true
        }
    }
}

/// Switches to a renewed certificate without a restart, within a minute.
///
/// A pair of files that does not fit, or cannot be read, changes nothing: the one in use stays, and the log says so.
struct CertificateWatch: ServiceLifecycle.Service {
    let certificate: CurrentCertificate
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await reloadEveryMinute() }
    }

    private func reloadEveryMinute() async {
        var failure: String?
        while (try? await Task.sleep(for: .seconds(60))) != nil {
            do {
                if try certificate.reload() { logger.notice("A new certificate is in use.") }
                failure = nil
            } catch {
                // Once for each, not every minute.
                if failure != "\(error)" { logger.error("The certificate in use stays: \(error)") }
                failure = "\(error)"
            }
        }
    }
}
