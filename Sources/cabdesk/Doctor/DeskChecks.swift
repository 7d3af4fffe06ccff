import CurlTransport
import Foundation
import Glibc
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import SystemKit

/// Whether the desk can be reached, and knows the account.
struct DeskChecks {
    let options: GlobalOptions
    var environment = ProcessInfo.processInfo.environment

    private var language: Language { options.effectiveLanguage }

    /// The findings up to the first fault, behind which nothing can work; and the account if there is a token.
    func findings() async -> (findings: [Finding], account: CommandAccount?) {
        let account: CommandAccount
        do throws(HelpdeskError) {
            account = try CommandAccount(profile: options.profile, log: options.debugLog())
        } catch {
            return ([Finding(.profile, error, in: language)], nil)
        }
        var findings = [profile(account.profile)]
        if let finding = await address(account.profile) { findings.append(finding) }
        guard findings.allSatisfy({ $0.kind != .fault }) else { return (findings, account) }
        findings += await connection(account.profile)
        guard findings.allSatisfy({ $0.kind != .fault }) else { return (findings, account) }
        findings.append(await self.account(account))
        return (findings, account)
    }

    private func profile(_ profile: Profile) -> Finding {
        let place =
            switch profile.tokenSource {
            case .environment: "CABDESK_TOKEN"
            case .command:
                language.choose("a command of the profile", uk: "команда профілю", ru: "команда профиля")
            case .secretService: language.choose("the keyring", uk: "сховище паролів", ru: "хранилище паролей")
            case .file: language.choose("a file", uk: "файл", ru: "файл")
            }
        return Finding(
            .profile, .ok,
            language.choose(
                "Profile \(profile.name), \(profile.kind.rawValue), \(profile.url). The access token comes from: \(place).",
                uk:
                    "Профіль \(profile.name), \(profile.kind.rawValue), \(profile.url). Джерело ключа доступу: \(place).",
                ru:
                    "Профиль \(profile.name), \(profile.kind.rawValue), \(profile.url). Источник ключа доступа: \(place)."
            ))
    }

    /// Nil behind a proxy, which looks names up itself.
    private func address(_ profile: Profile) async -> Finding? {
        let proxies = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        guard !proxies.contains(where: { environment[$0]?.isEmpty == false }),
            let host = URLComponents(string: profile.url)?.host
        else { return nil }
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let (code, count): (Int32, Int) = await BlockingWork.run { _ in
            var found: UnsafeMutablePointer<addrinfo>?
            var hints = addrinfo()
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            let code = getaddrinfo(bare, nil, &hints, &found)
            defer { if let found { freeaddrinfo(found) } }
            return (
                code, sequence(first: found) { $0?.pointee.ai_next }.prefix { $0 != nil }.reduce(0) { n, _ in n + 1 }
            )
        }
        guard code == 0 else {
            let reason = String(cString: gai_strerror(code))
            return Finding(
                .address, .fault,
                language.choose(
                    "The name \(bare) cannot be found (\(reason)). Check the address and the network.",
                    uk: "Ім’я \(bare) не знайдено (\(reason)). Перевірте адресу й мережу.",
                    ru: "Имя \(bare) не найдено (\(reason)). Проверьте адрес и сеть."))
        }
        return Finding(
            .address, .ok,
            language.choose(
                "\(bare): \(count) addresses.", uk: "\(bare): адрес — \(count).", ru: "\(bare): адресов — \(count)."))
    }

    /// One request without a token: the network, the certificate, and the time of the server.
    private func connection(_ profile: Profile) async -> [Finding] {
        let answer: TransportResponse
        let sent = Timestamp.now
        do throws(HelpdeskError) {
            let transport = try CurlTransport.desk(caFile: profile.caFile, log: options.debugLog())
            do throws(TransportError) {
                answer = try await transport.send(
                    TransportRequest(.get, url: profile.url + "/", patience: .total(20)))
            } catch {
                throw HelpdeskError(error)
            }
        } catch {
            return [Finding(.connection, error, in: language)]
        }
        let received = Timestamp.now
        let milliseconds = (received - sent).wholeMilliseconds
        var findings = [
            Finding(
                .connection, .ok,
                language.choose(
                    "The server answers, and its certificate is trusted (\(milliseconds) ms).",
                    uk: "Сервер відповідає, його сертифікат довірений (\(milliseconds) мс).",
                    ru: "Сервер отвечает, его сертификат доверенный (\(milliseconds) мс)."))
        ]
        if let date = answer.headers["date"].flatMap(Timestamp.init(httpDate:)) {
            findings.append(clock(off: (received - date).wholeMilliseconds))
        }
        return findings
    }

    /// The header has whole seconds, so small differences say nothing.
    private func clock(off milliseconds: Int64) -> Finding {
        let seconds = milliseconds / 1000
        guard abs(seconds) > 60 else {
            return Finding(
                .clock, .ok,
                language.choose(
                    "The clock agrees with the server's.", uk: "Годинник збігається з серверним.",
                    ru: "Часы совпадают с серверными."))
        }
        return Finding(
            .clock, .warning,
            language.choose(
                "The clock of this computer differs from the server's by \(seconds) s. Times are shown wrongly; set the clock.",
                uk:
                    "Годинник цього комп’ютера розходиться із серверним на \(seconds) с. Час показується неправильно; налаштуйте годинник.",
                ru:
                    "Часы этого компьютера расходятся с серверными на \(seconds) с. Время показывается неверно; настройте часы."
            ))
    }

    private func account(_ account: CommandAccount) async -> Finding {
        do throws(HelpdeskError) {
            let backend = try account.backend()
            _ = try await backend.desk()
            let role = try await backend.me().user.role
            let word =
                role.isStaff
                ? language.choose("a specialist", uk: "фахівець", ru: "специалист")
                : language.choose("a customer", uk: "клієнт", ru: "клиент")
            return Finding(
                .account, .ok,
                language.choose(
                    "The support desk knows this account: \(word).",
                    uk: "Служба підтримки знає цей обліковий запис: \(word).",
                    ru: "Служба поддержки знает эту учётную запись: \(word)."))
        } catch {
            return Finding(.account, error, in: language)
        }
    }
}
