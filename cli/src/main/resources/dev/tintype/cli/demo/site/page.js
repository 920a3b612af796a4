// Draws the characteristic curve of a wet plate: toe, straight part, shoulder.
await Promise.all([document.fonts.load("22px 'Instrument Sans'"), document.fonts.load("600 26px 'Instrument Sans'")]);

const canvas = document.getElementById("curve");
const pen = canvas.getContext("2d");
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const { width, height } = canvas;
const left = 70, right = width - 30, top = 30, bottom = height - 60;
const x = (t) => left + t * (right - left);
const y = (d) => bottom - d * (bottom - top);
const density = (t) => 0.04 + 0.9 / (1 + Math.exp(-11 * (t - 0.52)));

pen.strokeStyle = colour("--line");
pen.fillStyle = colour("--soft");
pen.font = "22px 'Instrument Sans', sans-serif";
pen.lineWidth = 2;
for (let i = 0; i <= 10; i++) {
  pen.beginPath();
  pen.moveTo(x(i / 10), top);
  pen.lineTo(x(i / 10), bottom);
  pen.stroke();
}
for (let i = 0; i <= 4; i++) {
  pen.beginPath();
  pen.moveTo(left, y(i / 4));
  pen.lineTo(right, y(i / 4));
  pen.stroke();
  pen.fillText((i * 0.5).toFixed(1), 16, y(i / 4) + 8);
}
["¼ s", "½ s", "1 s", "2 s", "4 s", "8 s", "15 s", "30 s", "1 min"].forEach((label, i, all) => {
  pen.textAlign = "center";
  pen.fillText(label, x((i + 0.5) / all.length), bottom + 38);
});

const path = new Path2D();
for (let i = 0; i <= 200; i++) path.lineTo(x(i / 200), y(density(i / 200)));
const under = new Path2D(path);
under.lineTo(right, bottom);
under.lineTo(left, bottom);
const glow = pen.createLinearGradient(left, 0, right, 0);
glow.addColorStop(0, "#1d5a5c22");
glow.addColorStop(1, "#e09a3a88");
pen.fillStyle = glow;
pen.fill(under);
const ink = pen.createLinearGradient(left, 0, right, 0);
ink.addColorStop(0, colour("--teal"));
ink.addColorStop(0.55, colour("--rust"));
ink.addColorStop(1, colour("--amber"));
pen.strokeStyle = ink;
pen.lineWidth = 6;
pen.lineCap = "round";
pen.stroke(path);

const [px, py] = [x(5.5 / 9), y(density(5.5 / 9))];
pen.fillStyle = colour("--rust");
pen.beginPath();
pen.arc(px, py, 12, 0, 7);
pen.fill();
pen.fillStyle = colour("--ink");
pen.font = "600 26px 'Instrument Sans', sans-serif";
pen.textAlign = "left";
pen.fillText("a good face, 8 s", px + 26, py + 30);
