import Diagnostics
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("objects, arrays and values have commas between them and no spaces")
  func nesting() {
    var json = JSONWriter()
    json.object { json in
      json.key("a")
      json.write(1)
      json.key("b")
      json.array { json in
        json.write(true)
        json.writeNull()
        json.array { _ in }
        json.object { _ in }
        json.write(-2.5)
        json.write("x")
      }
      json.key("c")
      json.write(raw: "[1]")
    }
    #expect(json.text == #"{"a":1,"b":[true,null,[],{},-2.5,"x"],"c":[1]}"#)
  }

  @Test("strings are escaped where JSON needs it and nowhere else")
  func escapes() {
    var json = JSONWriter()
    json.write("\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}é日😀")
    #expect(json.text == #""\"\\/\b\t\n\f\r\u0000\u001f\u007fé日😀""#)
  }

  @Test("an escape is found wherever it stands, and in texts of any length")
  func escapePlaces() {
    let escapes = [
      "\"": "\\\"", "\\": "\\\\", "\u{0}": "\\u0000", "\u{1F}": "\\u001f", "\u{7F}": "\\u007f",
    ]
    for length in 0..<24 {
      for rest in ["a", " ", "~", "é"] {
        let plain = String(repeating: rest, count: length)
        var json = JSONWriter()
        json.write(plain)
        #expect(json.text == "\"\(plain)\"")
        for (special, escape) in escapes {
          for place in 0...length {
            let before = String(repeating: rest, count: place)
            let behind = String(repeating: rest, count: length - place)
            var json = JSONWriter()
            json.write(before + special + behind)
            #expect(json.text == "\"\(before)\(escape)\(behind)\"")
          }
        }
      }
    }
  }

  @Test("text that is written as it is has commas like all other")
  func raw() {
    var json = JSONWriter()
    json.array { json in
      json.write(raw: Array("[1]".utf8))
      json.write(raw: "[2]")
      json.writePlain(bytesAtMost: 4) { bytes in
        bytes[0] = UInt8(ascii: "x")
        return 1
      }
      json.writePlain(bytesAtMost: 4) { _ in 0 }
      json.write(-10)
    }
    #expect(json.text == #"[[1],[2],"x","",-10]"#)
  }

  @Test("long texts are written as they are")
  func long() {
    let text = String(repeating: "0123456789", count: 10_000)
    var json = JSONWriter()
    json.array { json in for _ in 0..<3 { json.write(text) } }
    #expect(json.text == "[\"\(text)\",\"\(text)\",\"\(text)\"]")
  }

  @Test("numbers are written whole or in their shortest form")
  func numbers() {
    var json = JSONWriter()
    json.array { json in
      json.write(Int64.min)
      json.write(UInt64.max)
      json.write(0.1)
      json.write(1e-7)
      json.write(Double.nan)
      json.write(Double.infinity)
    }
    #expect(
      json.text == "[-9223372036854775808,18446744073709551615,0.1,1e-07,null,null]"
    )
  }

  @Test("what was taken is gone, and writing goes on where it was")
  func taking() {
    var json = JSONWriter()
    json.beginArray()
    json.write(1)
    #expect(String(decoding: json.takeBytes(), as: UTF8.self) == "[1")
    json.write(2)
    json.endArray()
    json.newline()
    json.write("next")
    #expect(String(decoding: json.takeBytes(), as: UTF8.self) == ",2]\n\"next\"")
    #expect(json.bytes.isEmpty)
  }

  @Test("errors of a body pass through")
  func errors() {
    struct Stop: Error {}
    var json = JSONWriter()
    #expect(throws: Stop.self) {
      try json.object { _ throws(Stop) in throw Stop() }
    }
  }
}
