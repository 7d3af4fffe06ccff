import Foundation

/// A file of the demo desk, made when the desk is.
struct DemoFile: Sendable {
    var name: String
    var mediaType: String
    var make: @Sendable () -> Data
}

/// The files that the demo desk's tickets carry.
extension DemoFile {
    static func picture(_ name: String, highlightedRow: Int) -> DemoFile {
        DemoFile(name: name, mediaType: "image/png") { DemoPicture.png(highlightedRow: highlightedRow) }
    }

    static let callRecording = DemoFile(name: "дзвінок 14-32.wav", mediaType: "audio/wav") {
        DemoSound.wav(frequency: 440)
    }

    static let invoice = DemoFile(name: "Рахунок 118.pdf", mediaType: "application/pdf") {
        DemoDocument.pdf([
            "Invoice 118", "Customer: Taksi Zirka", "Subscription, 14 desks: 14 x 350.00", "Total: 4900.00 UAH",
            "Payment within 10 days.",
        ])
    }

    static let shiftReport = DemoFile(name: "отчёт по сменам.pdf", mediaType: "application/pdf") {
        DemoDocument.pdf([
            "Shift report, sector North", "Shift      Orders   Cash        Card",
            "Day 1      412      38 140.00   51 205.00",
            "Night 1    268      29 970.00   30 418.00", "Total      680      68 110.00   81 623.00",
        ])
    }

    static let programLog = DemoFile(name: "program.log", mediaType: "text/plain") {
        Data(
            """
            08:01:12.204 INFO  start, version 6.18.2, desk 04
            08:01:12.530 INFO  licence ok, service taksi-zirka
            08:01:13.118 INFO  connecting to node-2, port 8443
            08:01:43.120 WARN  no answer in 30 s, attempt 1 of 3
            08:02:13.125 WARN  no answer in 30 s, attempt 2 of 3
            08:02:43.131 WARN  no answer in 30 s, attempt 3 of 3
            08:02:43.132 ERROR node-2 is unreachable: connection timed out
            08:02:43.140 INFO  exit, code 12

            """.utf8)
    }

    static let telephonyLog = DemoFile(name: "sip-trace.log", mediaType: "text/plain") {
        Data(
            """
            19:42:07.011 -> INVITE line 2, 12 codecs offered
            19:42:07.048 <- 100 Trying
            19:42:07.390 <- 180 Ringing
            19:42:11.902 <- 200 OK, codec PCMA/8000
            19:42:11.903 -> ACK
            19:42:11.960 RTP out 50 packets/s, in 0 packets/s
            19:42:16.960 RTP out 50 packets/s, in 0 packets/s
            19:42:21.400 <- BYE, reason: media timeout

            """.utf8)
    }
}
